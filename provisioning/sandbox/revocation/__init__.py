"""Says which practice certificates are still good: answers by OCSP and lists over HTTP, as their authorities would."""
