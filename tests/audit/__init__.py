"""`make audit`: what other people's tools say of the guide, and how a screen reader reads it."""
