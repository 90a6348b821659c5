"""The commands of `enquiry`: a module for each, with its purpose, its arguments and its work."""
