"""Falsifications of a built site, one fact at a time, of every kind of fact that a guide has."""
