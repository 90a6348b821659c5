"""Who answers which enquiry: the routing table, loaded and checked, and the router over it."""
