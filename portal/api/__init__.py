"""HTTP: routes, their headers and shapes. No rules of its own."""
