"""Reading a built site back, and comparing what it says with what table and schema say."""
