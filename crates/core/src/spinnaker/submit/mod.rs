//! The `submitted` step: what clouddriver sends to the cluster (clouddriver-semantics §1).
