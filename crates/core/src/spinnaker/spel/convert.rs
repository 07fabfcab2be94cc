//! Spring's conversions (spel §5): whether one type becomes another, and how.
//! It must never convert what Spring's default conversion service does not.

use super::class::{Base, Class};
use super::heap::Heap;
use super::object::{Object, Shape, Typed};
use super::stop::{ILLEGAL_ARGUMENT, Step, no_converter, thrown, unknown};
use super::{constants, number, text, units};

/// How one type becomes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Route {
    Same,
    ScalarToText,
    JoinedToText,
    ObjectToText,
    TextToNumber,
    NumberToNumber,
    CharacterToNumber,
    ConstantToNumber,
    TextToBoolean,
    TextToCharacter,
    NumberToCharacter,
    TextToConstant,
    NumberToConstant,
    TextToNamed,
    TextToUuid,
    TextToDate,
    DateToInstant,
    InstantToDate,
    ToLocalDate,
    FirstElement,
    Elements,
    SplitText,
    Wrapped,
}

/// A source: its class and what is known of its elements.
type Source = (Class, Shape);

/// What is known of the elements of a list or array.
fn element(source: Source) -> Option<Class> {
    match source.1 {
        Shape::Of(class) => Some(class),
        _ => source.0.element(),
    }
}

fn is_collection(class: Class) -> bool {
    !class.is_array() && Base::Collection.accepts(class.base)
}

/// Whether elements may convert: unknown ones may.
fn elements_convert(element: Option<Class>, target: Class) -> bool {
    element.is_none_or(|element| {
        route((element, Shape::Plain), target).is_some() || element.boxed().accepts(target.boxed())
    })
}

fn route(source: Source, target: Class) -> Option<Route> {
    let class = source.0.boxed();
    let target = target.boxed();
    let contained = class.is_array() || is_collection(class);
    if target.is_array() || is_collection(target) {
        return container_route(source, target);
    }
    if class == target {
        return Some(Route::Same);
    }
    let scalar = if class.is_array() { None } else { scalar_route(class.base, target.base) };
    let joined = target == Base::String.class();
    if scalar.is_some() || contained && joined {
        return match (scalar, contained) {
            (None, true) => {
                elements_convert(element(source), target).then_some(Route::JoinedToText)
            }
            (scalar, _) => scalar,
        };
    }
    if target.accepts(class) {
        return Some(Route::Same);
    }
    (contained && elements_convert(element(source), target)).then_some(Route::FirstElement)
}

fn scalar_route(source: Base, target: Base) -> Option<Route> {
    use Route as R;
    Some(match (source, target) {
        (Base::String, Base::Boolean) => R::TextToBoolean,
        (Base::String, Base::Character) => R::TextToCharacter,
        (Base::String, Base::Locale | Base::Charset | Base::ZoneId | Base::ZoneOffset) => {
            R::TextToNamed
        }
        (Base::String, Base::Uuid) => R::TextToUuid,
        (Base::String, Base::Date) => R::TextToDate,
        (Base::String, target) if target.is_number() => R::TextToNumber,
        // Spring tries even `Enum` itself, and only then finds that it is none.
        (Base::String, target) if target.is_enum() || target == Base::Enum => R::TextToConstant,
        (source, Base::Character) if source.is_number() => R::NumberToCharacter,
        (source, target) if source.is_number() && target.is_number() => R::NumberToNumber,
        (Base::Integer, target) if target.is_enum() || target == Base::Enum => R::NumberToConstant,
        (Base::Character, target) if target.is_number() => R::CharacterToNumber,
        (source, Base::Integer) if source.is_enum() => R::ConstantToNumber,
        (Base::Date, Base::Instant) => R::DateToInstant,
        (Base::Instant, Base::Date) => R::InstantToDate,
        (Base::LocalDateTime, Base::LocalDate) => R::ToLocalDate,
        // Only parameters are of these types: a text serves as the buffer that
        // is made of it, and a date with a time as that time.
        (Base::String, Base::StringBuffer) | (Base::LocalDateTime, Base::LocalTime) => R::Same,
        (source, Base::String) if source.is_number() || source.is_enum() => R::ScalarToText,
        (
            Base::Boolean | Base::Character | Base::Uuid | Base::Locale | Base::Charset,
            Base::String,
        ) => R::ScalarToText,
        (source, Base::String) if has_text_constructor(source) => R::ObjectToText,
        _ => return None,
    })
}

/// Classes that Spring trusts to have a telling `toString`, since they can be
/// made from one text.
fn has_text_constructor(class: Base) -> bool {
    matches!(
        class,
        Base::Date
            | Base::SimpleDateFormat
            | Base::DefaultTrigger
            | Base::ConcourseTrigger
            | Base::ArtifactoryTrigger
            | Base::NexusTrigger
    )
}

fn container_route(source: Source, target: Class) -> Option<Route> {
    let class = source.0;
    if target.accepts(class) {
        return Some(Route::Same);
    }
    let wanted = target.element();
    let convertible = |from: Option<Class>| match wanted {
        Some(wanted) => elements_convert(from, wanted),
        None => true,
    };
    if class.is_array() || is_collection(class) {
        return convertible(element(source)).then_some(Route::Elements);
    }
    let route = if class == Base::String.class() { Route::SplitText } else { Route::Wrapped };
    convertible(Some(class)).then_some(route)
}

/// Whether Spring knows a way from one type to another.
pub(super) fn can_convert(source: Class, shape: Shape, target: Class) -> bool {
    route((source, shape), target).is_some()
}

/// The value as `target`.
pub(super) fn convert(heap: &mut Heap<'_>, value: &Typed, target: Class) -> Step<Object> {
    heap.spend(1)?;
    let object = &value.value;
    if object.is_null() {
        return null_as(target);
    }
    let class = heap.class_of(object);
    let Some(route) = route((class, value.shape), target) else {
        return Err(no_converter(&class.name(), &target.name()));
    };
    let result = heap.nested(|heap| follow(heap, object, route, target))?;
    if result.is_null() { null_as(target) } else { Ok(result) }
}

fn null_as(target: Class) -> Step<Object> {
    if target.is_primitive() {
        return Err(thrown(ILLEGAL_ARGUMENT, "null is no value of a primitive type"));
    }
    Ok(Object::Null)
}

fn follow(heap: &mut Heap<'_>, object: &Object, route: Route, target: Class) -> Step<Object> {
    let base = target.boxed().base;
    let source = object.as_str().unwrap_or("");
    Ok(match route {
        Route::Same => object.clone(),
        Route::ScalarToText => match object {
            Object::Constant(base, at) => Object::text(constants::name(*base, *at)),
            other => Object::text(text::to_text(heap, other)?),
        },
        Route::ObjectToText => Object::text(text::to_text(heap, object)?),
        Route::JoinedToText => joined(heap, object)?,
        Route::TextToNumber => number::convert_text(source, base)?,
        Route::NumberToNumber => number::convert(object, base)?,
        Route::CharacterToNumber => match object {
            Object::Character(unit) => number::convert(&Object::Short(unit.cast_signed()), base)?,
            _ => Object::Null,
        },
        Route::ConstantToNumber => match object {
            Object::Constant(_, at) => Object::Integer(i32::from(*at)),
            _ => Object::Null,
        },
        Route::TextToBoolean => text_to_boolean(source)?,
        Route::TextToCharacter => text_to_character(source)?,
        #[allow(clippy::cast_possible_truncation, reason = "Java narrows to short first")]
        Route::NumberToCharacter => {
            Object::Character((number::as_int(object) as i16).cast_unsigned())
        }
        Route::TextToConstant | Route::NumberToConstant if base == Base::Enum => {
            return Err(thrown(ILLEGAL_ARGUMENT, "the target type is not an enum"));
        }
        Route::TextToConstant => text_to_constant(source, base)?,
        Route::NumberToConstant => {
            let at = usize::try_from(number::as_int(object)).ok();
            let name = at.and_then(|at| constants::names(base).get(at));
            name.and_then(|name| constants::find(base, name)).ok_or_else(|| {
                thrown("ArrayIndexOutOfBoundsException", "the enum has fewer constants")
            })?
        }
        Route::TextToNamed => named(super::template::trim(source), base)?,
        Route::TextToUuid => match super::template::trim(source) {
            "" => Object::Null,
            trimmed => super::methods::uuid_from_text(trimmed)?,
        },
        Route::TextToDate => {
            let (millis, local) = super::methods::date_from_text(source, heap.now)?;
            heap.varies.time_zone |= local;
            Object::Date(millis)
        }
        Route::DateToInstant => match object {
            Object::Date(millis) => super::methods::instant_of_millis(*millis),
            _ => Object::Null,
        },
        Route::InstantToDate => match object {
            Object::Instant(seconds, nanos) => {
                let millis =
                    seconds.checked_mul(1_000).map(|all| all + i64::from(nanos / 1_000_000));
                Object::Date(millis.ok_or_else(|| thrown(ILLEGAL_ARGUMENT, "out of range"))?)
            }
            _ => Object::Null,
        },
        Route::ToLocalDate => match object {
            Object::LocalDateTime(day, _) => Object::LocalDate(*day),
            _ => Object::Null,
        },
        Route::FirstElement => {
            let first = heap.items(object).unwrap_or_default().into_iter().next();
            match first {
                Some(first) => convert(heap, &first.into(), target)?,
                None => Object::Null,
            }
        }
        Route::Elements => {
            let items = heap.items(object).unwrap_or_default();
            contained(heap, items, target)?
        }
        Route::SplitText => {
            let pieces = split_text(source).map(|piece| Object::text(super::template::trim(piece)));
            let pieces: Vec<Object> = pieces.collect();
            contained(heap, pieces, target)?
        }
        Route::Wrapped => contained(heap, vec![object.clone()], target)?,
    })
}

/// Spring's split at commas: the empty text has no parts.
fn split_text(text: &str) -> impl Iterator<Item = &str> {
    let some = (!text.is_empty()).then(|| text.split(','));
    some.into_iter().flatten()
}

/// Items as an array or collection of the target's kind.
fn contained(heap: &mut Heap<'_>, items: Vec<Object>, target: Class) -> Step<Object> {
    heap.spend(items.len())?;
    let Some(wanted) = target.element() else {
        let class = if target.base == Base::List { Base::ArrayList } else { Base::LinkedHashSet };
        if class == Base::LinkedHashSet {
            let mut kept: Vec<Object> = Vec::new();
            for item in items {
                let mut known = false;
                for other in &kept {
                    known = known || super::equal::equals(heap, other, &item)?;
                }
                if !known {
                    kept.push(item);
                }
            }
            return Ok(heap.collection(class, kept));
        }
        return Ok(heap.collection(class, items));
    };
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        converted.push(convert(heap, &item.into(), wanted)?);
    }
    Ok(heap.array(wanted, converted))
}

/// Elements converted to text and joined with commas; null is `null`.
fn joined(heap: &mut Heap<'_>, object: &Object) -> Step<Object> {
    let items = heap.items(object).unwrap_or_default();
    let mut out = String::new();
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        match as_text(heap, &item.into())? {
            Some(text) => {
                heap.spend(text.len())?;
                out.push_str(&text);
            }
            None => out.push_str("null"),
        }
    }
    Ok(Object::text(out))
}

/// The value converted to text; `None` for null.
pub(super) fn as_text(heap: &mut Heap<'_>, value: &Typed) -> Step<Option<std::sync::Arc<str>>> {
    match convert(heap, value, Base::String.class())? {
        Object::String(text) => Ok(Some(text)),
        _ => Ok(None),
    }
}

/// The value as condition; `None` for null and blank text.
pub(super) fn as_boolean(heap: &mut Heap<'_>, value: &Typed) -> Step<Option<bool>> {
    match convert(heap, value, Base::Boolean.class())? {
        Object::Boolean(truth) => Ok(Some(truth)),
        _ => Ok(None),
    }
}

/// The value as an index; null is an error.
pub(super) fn as_index(heap: &mut Heap<'_>, value: &Object) -> Step<i32> {
    match convert(heap, &value.clone().into(), Base::Integer.class())? {
        Object::Integer(number) => Ok(number),
        _ => Err(thrown("IllegalStateException", "the index is empty")),
    }
}

fn text_to_boolean(text: &str) -> Step<Object> {
    match super::template::trim(text).to_ascii_lowercase().as_str() {
        "" => Ok(Object::Null),
        "true" | "on" | "yes" | "1" => Ok(Object::Boolean(true)),
        "false" | "off" | "no" | "0" => Ok(Object::Boolean(false)),
        _ => Err(thrown(ILLEGAL_ARGUMENT, format!("`{text}` is no truth value"))),
    }
}

fn text_to_character(text: &str) -> Step<Object> {
    let units = units::units(text);
    match units.as_slice() {
        [] => Ok(Object::Null),
        [unit] => Ok(Object::Character(*unit)),
        _ => Err(thrown(ILLEGAL_ARGUMENT, "more than one character")),
    }
}

/// A locale, charset or zone by its name; a name that none has is refused.
fn named(name: &str, base: Base) -> Step<Object> {
    let known = match base {
        // Spring knows no locale without a language.
        Base::Locale if name.is_empty() => return Ok(Object::Null),
        Base::ZoneOffset => super::methods::offset(name, false)?,
        Base::ZoneId => super::methods::offset(name, true)?,
        _ => true,
    };
    if !known {
        return Err(unknown("a time zone other than UTC and offsets from it"));
    }
    Ok(Object::Named(base, name.into()))
}

fn text_to_constant(text: &str, base: Base) -> Step<Object> {
    if text.is_empty() {
        return Ok(Object::Null);
    }
    constants::find(base, super::template::trim(text))
        .ok_or_else(|| thrown(ILLEGAL_ARGUMENT, format!("`{text}` is no constant of the enum")))
}
