#!/bin/bash
# Measures, with the compiled tests PROGRAM, one figure after the other. Inside the cluster's network.
exec "$1" --ignored figures_ --nocapture --test-threads=1
