"""The same verdict over HTTP: the application, its limits and where accepted enquiries go."""
