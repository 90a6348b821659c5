"""Names the engine that builds this guide; everything else here is data."""

from enquiry.site.events import *  # noqa: F403
