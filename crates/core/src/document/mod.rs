//! The document: text in regions, read into nodes with places.
//!
//! Values come from one reading of the text, by events; nothing here knows
//! Spinnaker. It must never fail: what cannot be read is a [`Trouble`].

mod build;
#[cfg(test)]
mod dump;
mod duplicates;
pub mod edit;
mod gate;
mod layout;
mod lenient;
mod nested;
mod node;
mod path;
mod place;
mod read;
mod region;
mod regions;
mod scalar;
mod source;
mod tag;
mod tree;
mod value;

pub use gate::gate;
pub use nested::{
    Coding, Holder, Inside, Line, LineMap, Masked, Nested, decode, encode, masked, regions_within,
    speaks_template,
};
pub use node::{Entry, Kind, Node, Style, Trouble, TroubleKind};
pub use path::{Path, Step};
pub use read::{Parsed, read};
pub use region::Region;
pub use regions::{Regions, regions};
pub use scalar::{is_broken_number, resolve};
pub use source::{LineColumn, Source};
pub use tag::{YAML_TAGS, names_class};
pub use tree::Spot;
pub use value::value;
