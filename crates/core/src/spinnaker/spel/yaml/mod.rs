//! YAML as SnakeYAML 2.4 loads it with its safe constructor (spel §11):
//! YAML 1.1, its tokens, errors and bounds. It must never read what SnakeYAML
//! refuses, nor refuse what it reads.

mod chars;
mod collections;
mod compose;
mod construct;
mod numbers;
mod scalars;
mod scanner;
mod tags;
mod timestamp;

use super::heap::Heap;
use super::object::Object;
use super::stop::{Step, thrown};
use compose::Composer;

/// The one document of a text; null where there is none.
pub(super) fn read(heap: &mut Heap<'_>, text: &str) -> Step<Object> {
    let mut composer = Composer::new(heap, text)?;
    let Some(start) = composer.begin()? else { return Ok(Object::Null) };
    let root = composer.document(heap, start)?;
    if composer.begin()?.is_some() {
        return Err(thrown("ComposerException", "there is more than one document"));
    }
    construct::construct(heap, composer.nodes(), root)
}

/// All documents of a text; each is read once the one before is made.
pub(super) fn read_all(heap: &mut Heap<'_>, text: &str) -> Step<Vec<Object>> {
    let mut composer = Composer::new(heap, text)?;
    let mut documents = Vec::new();
    while let Some(start) = composer.begin()? {
        let root = composer.document(heap, start)?;
        documents.push(construct::construct(heap, composer.nodes(), root)?);
    }
    Ok(documents)
}
