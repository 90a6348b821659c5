"""Whether the page that a table was made from still says what it said."""
