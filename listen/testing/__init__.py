"""What plug-in authors test their parts with: the conformance suites of the seams, and fakes that behave."""
