"""A chat endpoint: what is asked, how it is sent, and what comes back, whatever the provider."""
