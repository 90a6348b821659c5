"""What the browser tests of the engine and of the guide, and the audit, have in common."""
