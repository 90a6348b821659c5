"""What a release does without the outside world, on this machine and in the workflow alike."""
