//! `LocalDate`, JDK 17 (spel §10).

use super::super::class::Base;
use super::super::object::Object;
use super::super::stop::Step;
use super::super::time::{
    civil, date, date_time_error, is_leap, length_of_month, parse_date, plus_date, time,
};
use super::arguments::{
    CHAR_SEQUENCE, INT, LONG, UNREACHABLE, int, long, null_pointer, object, text,
};
use super::time::{
    ACCESSOR, AMOUNTS, CHRONO_DATE, DAYS, MONTH, MONTHS, OFFSET, SHARED, TEMPORAL, TIME, UNIT_TYPE,
    WEEKS, YEARS, ZONE, at_offset, day_within, local, now, order, other, small, time_of, unit_of,
    until, zone_offset,
};
use super::{Method, Tables, method, null_only, truth};

const DATE_OWN: &[Method] = &[
    method("compareTo", &[CHRONO_DATE], |_, o, a| Ok(Object::Integer(order(o, a)?))),
    truth("isSupported", &[UNIT_TYPE], |_, _, a| {
        Ok(Object::Boolean(unit_of(a, 0).is_ok_and(|unit| (7..=14).contains(&unit))))
    }),
    method("until", &[TEMPORAL, UNIT_TYPE], |_, o, a| until(o, a)),
    truth("isAfter", &[CHRONO_DATE], |_, o, a| Ok(Object::Boolean(order(o, a)? > 0))),
    truth("isBefore", &[CHRONO_DATE], |_, o, a| Ok(Object::Boolean(order(o, a)? < 0))),
    truth("isEqual", &[CHRONO_DATE], |_, o, a| Ok(Object::Boolean(order(o, a)? == 0))),
    truth("isLeapYear", &[], |_, o, _| Ok(Object::Boolean(is_leap(civil(local(o).0).year)))),
    method("lengthOfMonth", &[], |_, o, _| {
        let date = civil(local(o).0);
        Ok(small(length_of_month(date.year, date.month)))
    }),
    method("lengthOfYear", &[], |_, o, _| {
        Ok(small(if is_leap(civil(local(o).0).year) { 366 } else { 365 }))
    }),
    method("toEpochDay", &[], |_, o, _| Ok(Object::Long(local(o).0))),
    method("atTime", &[TIME], |_, o, a| {
        let (_, nanos) = time_of(a, 0)?;
        Ok(Object::LocalDateTime(local(o).0, nanos))
    }),
    method("toEpochSecond", &[TIME, OFFSET], |_, o, a| {
        let (seconds, _) = time_of(a, 0)?;
        Ok(Object::Long(local(o).0 * 86_400 + seconds - zone_offset(a, 1)?))
    }),
    method("atTime", &[INT, INT], |_, o, a| at_time(o, a)),
    method("atTime", &[INT, INT, INT], |_, o, a| at_time(o, a)),
    method("atTime", &[INT, INT, INT, INT], |_, o, a| at_time(o, a)),
    method("atStartOfDay", &[], |_, o, _| Ok(Object::LocalDateTime(local(o).0, 0))),
];

/// `LocalDate`'s own methods.
pub(super) fn date_tables() -> Tables {
    vec![&SHARED, DATE_OWN, &AMOUNTS, &DAYS, &WEEKS, &MONTHS, &YEARS, DATE_STATIC]
}

fn at_time(o: &Object, a: &[Object]) -> Step<Object> {
    let field = |at: usize| i64::from(int(a, at));
    Ok(Object::LocalDateTime(local(o).0, time(field(0), field(1), field(2), field(3))?))
}

pub(super) const DATE_STATIC: &[Method] = &[
    method("of", &[INT, INT, INT], |_, _, a| {
        Ok(Object::LocalDate(date(int(a, 0).into(), int(a, 1).into(), int(a, 2).into())?))
    }),
    method("of", &[INT, MONTH, INT], |_, _, a| {
        let Object::Constant(_, month) = object(a, 1) else { return Err(null_pointer()) };
        Ok(Object::LocalDate(date(int(a, 0).into(), i64::from(month) + 1, int(a, 2).into())?))
    }),
    method("from", &[ACCESSOR], |_, _, a| match other(a)? {
        value @ Object::LocalDate(_) => Ok(value),
        Object::LocalDateTime(day, _) => Ok(Object::LocalDate(day)),
        _ => Err(date_time_error("it holds no date")),
    }),
    method("parse", &[CHAR_SEQUENCE], |_, _, a| Ok(Object::LocalDate(parse_date(&text(a, 0)?)?))),
    null_only("parse", &[CHAR_SEQUENCE, UNREACHABLE]),
    method("now", &[ZONE], |m, _, a| {
        let offset = zone_offset(a, 0)?;
        Ok(Object::LocalDate(now(m, Some(offset)).0))
    }),
    method("now", &[], |m, _, _| Ok(Object::LocalDate(now(m, None).0))),
    method("ofInstant", &[Base::Instant.class(), ZONE], |_, _, a| match other(a)? {
        Object::Instant(seconds, nanos) => {
            Ok(Object::LocalDate(at_offset(seconds, nanos, zone_offset(a, 1)?).0))
        }
        _ => Err(null_pointer()),
    }),
    method("ofEpochDay", &[LONG], |_, _, a| Ok(Object::LocalDate(plus_date(0, long(a, 0), 7)?))),
    method("ofYearDay", &[INT, INT], |_, _, a| {
        let first = date(int(a, 0).into(), 1, 1)?;
        day_within(&Object::LocalDate(first), &[object(a, 1)])
    }),
];
