"""Whether an enquiry is complete: the engines, the messages and the result."""
