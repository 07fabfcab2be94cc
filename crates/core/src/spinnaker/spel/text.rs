//! `toString()` of every object (spel §5, §6). It must never follow a value
//! that holds itself, nor write more than the fuel allows.

use super::class::{Base, Class};
use super::heap::{Bean, Cell, Heap};
use super::object::{Id, Object};
use super::stop::{Step, bound, unknown};
use super::{constants, time, units};
use crate::java::{double_to_string, float_to_string};
use crate::limits;

/// `String.valueOf`.
pub(super) fn to_text(heap: &mut Heap<'_>, object: &Object) -> Step<String> {
    let mut out = String::new();
    write(heap, object, &mut out, &mut Vec::new())?;
    Ok(out)
}

fn write(heap: &mut Heap<'_>, object: &Object, out: &mut String, path: &mut Vec<Id>) -> Step<()> {
    let before = out.len();
    match object {
        Object::Null => out.push_str("null"),
        Object::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Object::Character(unit) => out.push_str(&units::unit_text(*unit)?),
        Object::Byte(number) => out.push_str(&number.to_string()),
        Object::Short(number) => out.push_str(&number.to_string()),
        Object::Integer(number) => out.push_str(&number.to_string()),
        Object::Long(number) => out.push_str(&number.to_string()),
        Object::Float(number) => out.push_str(&float_to_string(*number)),
        Object::Double(number) => out.push_str(&double_to_string(*number)),
        Object::BigInteger(number) => out.push_str(&number.to_string()),
        Object::String(text) => out.push_str(text),
        Object::Class(class) => out.push_str(&class_to_string(*class)),
        Object::Constant(base, at) => out.push_str(constants::to_string(*base, *at)),
        Object::Date(millis) => {
            heap.varies.time_zone = true;
            out.push_str(&time::date_to_string(*millis)?);
        }
        Object::Instant(seconds, nanos) => out.push_str(&time::instant_to_string(*seconds, *nanos)),
        Object::LocalDate(day) => out.push_str(&time::day_to_string(*day)),
        Object::LocalDateTime(day, nanos) => {
            out.push_str(&time::date_time_to_string(*day, *nanos));
        }
        Object::Uuid(bits) => out.push_str(&uuid_to_string(*bits)),
        Object::Named(_, name) => out.push_str(name),
        Object::Method(_) => return Err(unknown("the text of a method")),
        Object::Ref(id) => return write_cell(heap, *id, out, path),
    }
    heap.spend(out.len() - before + 1)
}

fn write_cell(heap: &mut Heap<'_>, id: Id, out: &mut String, path: &mut Vec<Id>) -> Step<()> {
    if path.len() >= limits::SPEL_DEPTH {
        return Err(bound("nested too deep"));
    }
    heap.spend(2)?;
    path.push(id);
    match heap.cell(id) {
        Cell::Collection(collection) => {
            let items = collection.items.clone();
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write_inner(heap, item, id, "(this Collection)", out, path)?;
            }
            out.push(']');
        }
        Cell::Map(map) => {
            let entries: Vec<_> = map.iter().map(|(_, entry)| entry.clone()).collect();
            out.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write_inner(heap, key, id, "(this Map)", out, path)?;
                out.push('=');
                write_inner(heap, value, id, "(this Map)", out, path)?;
            }
            out.push('}');
        }
        Cell::Bean(bean) => {
            let bean = bean.clone();
            write_bean(heap, &bean, out, path)?;
        }
        Cell::Array(_) | Cell::Unread(_) => {
            return Err(unknown("the text of an array, which differs from run to run"));
        }
    }
    path.pop();
    Ok(())
}

fn write_inner(
    heap: &mut Heap<'_>,
    object: &Object,
    holder: Id,
    itself: &str,
    out: &mut String,
    path: &mut Vec<Id>,
) -> Step<()> {
    if *object == Object::Ref(holder) {
        out.push_str(itself);
        return Ok(());
    }
    write(heap, object, out, path)
}

/// The parts of the texts that Lombok and Kotlin generate: name and field.
fn parts(class: Base) -> Option<&'static [(&'static str, &'static str)]> {
    macro_rules! same {
        ($($name:literal),*) => { &[$(($name, $name)),*] };
    }
    Some(match class {
        Base::Artifact => same!(
            "type",
            "customKind",
            "name",
            "version",
            "location",
            "reference",
            "metadata",
            "artifactAccount",
            "provenance",
            "uuid"
        ),
        Base::ExpectedArtifact => same!(
            "matchArtifact",
            "usePriorArtifact",
            "useDefaultArtifact",
            "defaultArtifact",
            "id",
            "boundArtifact"
        ),
        Base::SourceControl => same!("name", "branch", "sha1"),
        _ => return None,
    })
}

/// What a trigger's text holds beyond what all triggers hold.
fn trigger_parts(class: Base) -> Option<&'static [&'static str]> {
    Some(match class {
        Base::DefaultTrigger | Base::ConcourseTrigger => &[],
        Base::DockerTrigger => &["account", "repository", "tag"],
        Base::JenkinsTrigger => &["master", "job", "buildNumber", "propertyFile"],
        Base::ArtifactoryTrigger => &["artifactorySearchName"],
        Base::NexusTrigger => &["nexusSearchName"],
        Base::GitTrigger => &["hash", "source", "project", "branch", "slug", "action"],
        _ => return None,
    })
}

const TRIGGER: [(&str, &str); 9] = [
    ("type", "type"),
    ("correlationId", "correlationId"),
    ("user", "user"),
    ("parameters", "parameters"),
    ("artifacts", "artifacts"),
    ("notifications", "notifications"),
    ("isRebake", "rebake"),
    ("isDryRun", "dryRun"),
    ("isStrategy", "strategy"),
];

fn write_bean(heap: &mut Heap<'_>, bean: &Bean, out: &mut String, path: &mut Vec<Id>) -> Step<()> {
    if bean.class == Base::Stage {
        let Object::Ref(execution) = bean.get("execution") else {
            return Err(unknown("the text of a stage without execution"));
        };
        let execution = heap.field(execution, "id");
        let (id, execution) = (to_text(heap, &bean.get("id"))?, to_text(heap, &execution)?);
        out.extend(["Stage {id='", &id, "', executionId='", &execution, "'}"]);
        return Ok(());
    }
    if bean.class == Base::MapEntry {
        write(heap, &bean.get("key"), out, path)?;
        out.push('=');
        return write(heap, &bean.get("value"), out, path);
    }
    let parts: Vec<(&str, &str)> = match (parts(bean.class), trigger_parts(bean.class)) {
        (Some(parts), _) => parts.to_vec(),
        (None, Some(own)) => {
            TRIGGER.into_iter().chain(own.iter().map(|name| (*name, *name))).collect()
        }
        (None, None) => {
            return Err(unknown("the text of an object, which differs from run to run"));
        }
    };
    out.push_str(&bean.class.class().simple_name());
    for (at, (label, field)) in parts.into_iter().enumerate() {
        out.push_str(if at == 0 { "(" } else { ", " });
        out.push_str(label);
        out.push('=');
        write(heap, &bean.get(field), out, path)?;
    }
    out.push(')');
    Ok(())
}

fn class_to_string(class: Class) -> String {
    if class.is_primitive() {
        return class.name();
    }
    let word = if class.is_interface() { "interface" } else { "class" };
    format!("{word} {}", binary_name(class))
}

/// `Class.getName`, which spells arrays `[Ljava.lang.String;`.
pub(super) fn binary_name(class: Class) -> String {
    let name = class.base.info().name;
    if !class.is_array() {
        return name.to_owned();
    }
    let element = match class.base {
        Base::BooleanType => "Z".into(),
        Base::CharType => "C".into(),
        Base::ByteType => "B".into(),
        Base::ShortType => "S".into(),
        Base::IntType => "I".into(),
        Base::LongType => "J".into(),
        Base::FloatType => "F".into(),
        Base::DoubleType => "D".into(),
        _ => format!("L{name};"),
    };
    format!("{}{element}", "[".repeat(usize::from(class.dimensions)))
}

fn uuid_to_string(bits: u128) -> String {
    let hex = format!("{bits:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or("").to_owned();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}
