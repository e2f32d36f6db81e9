//! Tests of whole clients.
