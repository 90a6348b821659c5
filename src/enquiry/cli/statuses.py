"""The exit statuses of the command, apart from 0, 1 and 2, which say how the documents are."""

USAGE_ERROR = 64
INTERNAL_ERROR = 70
OUTPUT_ERROR = 74
INTERRUPTED = 130
BROKEN_PIPE = 141
