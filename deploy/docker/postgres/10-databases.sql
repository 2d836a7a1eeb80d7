-- Runs once, on an empty volume: Temporal and Keycloak keep to databases and roles of their own.
CREATE ROLE temporal LOGIN CREATEDB PASSWORD 'temporal';
CREATE ROLE keycloak LOGIN PASSWORD 'keycloak';
CREATE DATABASE keycloak OWNER keycloak;
