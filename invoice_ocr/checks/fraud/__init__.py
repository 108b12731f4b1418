"""Signs of forgery, and of paying twice."""
