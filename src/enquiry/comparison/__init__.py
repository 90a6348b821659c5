"""Two versions of a guide side by side: of its schema, of what it tells readers."""
