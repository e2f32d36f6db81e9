//! Tests of whole documents, and of the mapping of types over a model written by hand.

mod gate;
mod golden;
mod left_out;
mod mapping;
mod model;
mod openapi;
mod options;
mod validator;
