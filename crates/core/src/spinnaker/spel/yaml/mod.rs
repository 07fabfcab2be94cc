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
use super::stop::{Step, Stop, thrown};
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

/// The simple class name of the exception with which SnakeYAML refuses a text
/// for its characters, tokens or grammar; `None` where it reads it, or where
/// the text is too long to tell. Values, tags' classes and duplicate keys are
/// not looked at.
pub fn refusal(text: &str) -> Option<String> {
    let mut heap = Heap::default();
    heap.refuel();
    let take_apart = |heap: &mut Heap<'_>| -> Step<()> {
        let mut composer = Composer::new(heap, text)?;
        while let Some(start) = composer.begin()? {
            composer.document(heap, start)?;
        }
        Ok(())
    };
    match take_apart(&mut heap) {
        Err(Stop::Thrown(thrown)) => Some(thrown.kind.into_owned()),
        Err(Stop::Unknown(_)) | Ok(()) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn a_text_that_is_no_yaml_is_refused_by_the_exception_of_its_kind() {
        assert_eq!(refusal("a: b: c"), Some("ScannerException".into()));
        assert_eq!(refusal("a: [b"), Some("ParserException".into()));
        assert_eq!(refusal("a: *b"), Some("ComposerException".into()));
        assert_eq!(refusal("a: \u{7}"), Some("ReaderException".into()));
        assert_eq!(refusal("a: b\n---\nc: [d]\n"), None);
    }
}
