//! What rules promise of every file, made ones among them.

mod fixes;
mod masking;
mod readers;
