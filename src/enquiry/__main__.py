"""`python -m enquiry` is the command."""

import sys

from enquiry.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
