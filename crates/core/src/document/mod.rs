//! The document: text in regions, read into nodes with places.
//!
//! Values come from one reading of the text, by events; nothing here knows
//! Spinnaker. It must never fail: what cannot be read is a [`Trouble`].

mod node;
mod scalar;

pub use node::{Entry, Kind, Node, Style, Trouble, TroubleKind};
pub use scalar::resolve;
