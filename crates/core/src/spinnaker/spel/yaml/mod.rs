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

use std::borrow::Cow;

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

/// How SnakeYAML refuses a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The exception's simple class name.
    pub class: Cow<'static, str>,
    /// What is wrong, in our words.
    pub message: String,
    /// How far it had read, in bytes.
    pub at: usize,
}

/// How SnakeYAML refuses a text for its characters, tokens or grammar; `None`
/// where it reads it, or where the text is too long to tell. Values, tags'
/// classes and duplicate keys are not looked at.
pub fn refusal(text: &str) -> Option<Refusal> {
    let mut heap = Heap::default();
    heap.refuel();
    let (stop, read) = match Composer::new(&mut heap, text) {
        Ok(mut composer) => {
            (take_apart(&mut heap, &mut composer).err()?, composer.scanner.chars.at)
        }
        Err(stop) => (stop, 0),
    };
    let Stop::Thrown(thrown) = stop else { return None };
    let at = text.char_indices().nth(read).map_or(text.len(), |(at, _)| at);
    Some(Refusal { class: thrown.kind, message: thrown.message, at })
}

fn take_apart(heap: &mut Heap<'_>, composer: &mut Composer) -> Step<()> {
    while let Some(start) = composer.begin()? {
        composer.document(heap, start)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    fn refusal(text: &str) -> Option<String> {
        super::refusal(text).map(|refusal| refusal.class.into_owned())
    }

    #[test]
    fn a_refusal_says_how_far_the_text_was_read() {
        let refusal = super::refusal("é: 1\n\t\nb: 2\n").expect("a tab begins nothing");
        assert_eq!((refusal.at, &*refusal.class), ("é: 1\n".len(), "ScannerException"));
    }

    #[test]
    fn a_text_that_is_no_yaml_is_refused_by_the_exception_of_its_kind() {
        assert_eq!(refusal("a: b: c"), Some("ScannerException".into()));
        assert_eq!(refusal("a: [b"), Some("ParserException".into()));
        assert_eq!(refusal("a: *b"), Some("ComposerException".into()));
        assert_eq!(refusal("a: \u{7}"), Some("ReaderException".into()));
        assert_eq!(refusal("a: b\n---\nc: [d]\n"), None);
    }
}
