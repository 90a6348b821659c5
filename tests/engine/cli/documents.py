"""What the command is given: a document without a problem, one with a problem, and a day."""

from __future__ import annotations

import json

from tests.enquiries import ENQUIRY, TODAY, enquiry

GOOD = json.dumps(ENQUIRY)
BAD = json.dumps(enquiry(message=""))
ON_THE_DAY = ["--today", TODAY.isoformat()]
