"""What an enquirer sends: bytes from files, folders and streams, read as JSON within limits."""
