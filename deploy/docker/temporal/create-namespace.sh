#!/bin/sh
# Waits until the server is healthy and creates the namespace unless it is there.
set -eu

until temporal operator cluster health; do sleep 2; done
temporal operator namespace describe --namespace default || temporal operator namespace create --namespace default --retention 30d
