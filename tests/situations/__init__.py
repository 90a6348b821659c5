"""Every situation that a guide knows, what each of its parts says about it, and that as a file."""
