"""The command `enquiry`."""
