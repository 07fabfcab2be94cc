#!/bin/bash
# Runs the compiled tests PROGRAM, then looks that the whole suite has left nothing behind. Inside the cluster's network.
# Most tests wait for the cluster most of the time.
export RUST_TEST_THREADS=4
last=after_the_whole_suite
"$1" --skip "$last" --skip figures_; tests=$?
"$1" --ignored "$last"; nothing_left=$?
exit $((tests | nothing_left))
