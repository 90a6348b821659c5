"""What an enquiry must contain: the fields and rules of its JSON Schema, and a lint for it."""
