//! `LocalDateTime`, JDK 17 (spel §10).

use super::super::class::Base;
use super::super::object::Object;
use super::super::stop::Step;
use super::super::time::{
    DAY, SECOND, date, date_time_error, parse_date_time, plus_date, time, truncate,
};
use super::arguments::{
    CHAR_SEQUENCE, INT, LONG, UNREACHABLE, int, long, null_pointer, object, text,
};
use super::time::{
    ACCESSOR, AMOUNTS, CHRONO_DATE_TIME, DAYS, HOURS, MINUTES, MONTH, MONTHS, NANOS, OFFSET,
    SECONDS, SHARED, TEMPORAL, TIME, UNIT_TYPE, WEEKS, YEARS, ZONE, at_offset, local, now, order,
    other, small, time_of, unit_of, until, zone_offset,
};
use super::{Method, Tables, method, null_only, truth};

fn nanos_of(o: &Object) -> i64 {
    i64::try_from(local(o).1).unwrap_or(0)
}

fn second() -> i64 {
    1_000_000_000
}

fn with_time(o: &Object, at: usize, a: &[Object]) -> Step<Object> {
    let nanos = nanos_of(o);
    let seconds = nanos / second();
    let mut fields = [seconds / 3_600, seconds / 60 % 60, seconds % 60, nanos % second()];
    if let Some(field) = fields.get_mut(at) {
        *field = int(a, 0).into();
    }
    let [hour, minute, second, nano] = fields;
    Ok(Object::LocalDateTime(local(o).0, time(hour, minute, second, nano)?))
}

fn epoch_second(o: &Object, a: &[Object]) -> Step<i64> {
    let (day, nanos) = local(o);
    let of_day = i64::try_from(nanos / SECOND).unwrap_or(0);
    Ok(day * 86_400 + of_day - zone_offset(a, 0)?)
}

const DATE_TIME_OWN: &[Method] = &[
    method("compareTo", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Integer(order(o, a)?))),
    truth("isSupported", &[UNIT_TYPE], |_, _, a| {
        Ok(Object::Boolean(unit_of(a, 0).is_ok_and(|unit| unit <= 14)))
    }),
    method("getNano", &[], |_, o, _| Ok(small(nanos_of(o) % second()))),
    method("getHour", &[], |_, o, _| Ok(small(nanos_of(o) / second() / 3_600))),
    method("getMinute", &[], |_, o, _| Ok(small(nanos_of(o) / second() / 60 % 60))),
    method("getSecond", &[], |_, o, _| Ok(small(nanos_of(o) / second() % 60))),
    method("until", &[TEMPORAL, UNIT_TYPE], |_, o, a| until(o, a)),
    method("truncatedTo", &[UNIT_TYPE], |_, o, a| {
        Ok(Object::LocalDateTime(local(o).0, truncate(local(o).1, unit_of(a, 0)?)?))
    }),
    truth("isAfter", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Boolean(order(o, a)? > 0))),
    truth("isBefore", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Boolean(order(o, a)? < 0))),
    truth("isEqual", &[CHRONO_DATE_TIME], |_, o, a| Ok(Object::Boolean(order(o, a)? == 0))),
    method("withHour", &[INT], |_, o, a| with_time(o, 0, a)),
    method("withMinute", &[INT], |_, o, a| with_time(o, 1, a)),
    method("withSecond", &[INT], |_, o, a| with_time(o, 2, a)),
    method("withNano", &[INT], |_, o, a| with_time(o, 3, a)),
    method("toLocalDate", &[], |_, o, _| Ok(Object::LocalDate(local(o).0))),
    method("toInstant", &[OFFSET], |_, o, a| {
        let nanos = u32::try_from(nanos_of(o) % second()).unwrap_or(0);
        Ok(Object::Instant(epoch_second(o, a)?, nanos))
    }),
    method("toEpochSecond", &[OFFSET], |_, o, a| Ok(Object::Long(epoch_second(o, a)?))),
];

/// `LocalDateTime`'s own methods.
pub(super) fn date_time_tables() -> Tables {
    let own: Tables = vec![&SHARED, DATE_TIME_OWN, &AMOUNTS, DATE_TIME_STATIC];
    let shifts: Tables = vec![&DAYS, &WEEKS, &MONTHS, &YEARS, &HOURS, &MINUTES, &SECONDS, &NANOS];
    own.into_iter().chain(shifts).collect()
}

fn date_time_of(a: &[Object]) -> Step<Object> {
    let field = |at: usize| i64::from(int(a, at));
    let month = match object(a, 1) {
        Object::Constant(_, month) => i64::from(month) + 1,
        Object::Null => return Err(null_pointer()),
        _ => field(1),
    };
    let day = date(field(0), month, field(2))?;
    Ok(Object::LocalDateTime(day, time(field(3), field(4), field(5), field(6))?))
}

pub(super) const DATE_TIME_STATIC: &[Method] = &[
    method("of", &[INT, MONTH, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, MONTH, INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, MONTH, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, INT, INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("of", &[INT, INT, INT, INT, INT, INT], |_, _, a| date_time_of(a)),
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::LocalDateTime(..) => Ok(value),
        _ => Err(date_time_error("it holds no date with time")),
    }),
    method("parse", &[CHAR_SEQUENCE], |_, _, a| {
        let (day, nanos) = parse_date_time(&text(a, 0)?)?;
        Ok(Object::LocalDateTime(day, nanos))
    }),
    null_only("parse", &[CHAR_SEQUENCE, UNREACHABLE]),
    method("of", &[Base::LocalDate.class(), TIME], |_, _, a| match other(a)? {
        Object::LocalDate(day) => Ok(Object::LocalDateTime(day, time_of(a, 1)?.1)),
        _ => Err(null_pointer()),
    }),
    method("now", &[], |m, _, _| {
        let (day, nanos) = now(m, None);
        Ok(Object::LocalDateTime(day, nanos))
    }),
    method("now", &[ZONE], |m, _, a| {
        let offset = zone_offset(a, 0)?;
        let (day, nanos) = now(m, Some(offset));
        Ok(Object::LocalDateTime(day, nanos))
    }),
    method("ofEpochSecond", &[LONG, INT, OFFSET], |_, _, a| {
        let nanos = u32::try_from(int(a, 1)).ok().filter(|nanos| *nanos < 1_000_000_000);
        let nanos = nanos.ok_or_else(|| date_time_error("out of range"))?;
        let (day, nanos) = at_offset(long(a, 0), nanos, zone_offset(a, 2)?);
        Ok(Object::LocalDateTime(plus_date(day, 0, 7)?, nanos % DAY))
    }),
    method("ofInstant", &[Base::Instant.class(), ZONE], |_, _, a| match other(a)? {
        Object::Instant(seconds, nanos) => {
            let (day, nanos) = at_offset(seconds, nanos, zone_offset(a, 1)?);
            Ok(Object::LocalDateTime(day, nanos))
        }
        _ => Err(null_pointer()),
    }),
];
