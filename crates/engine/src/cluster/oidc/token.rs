//! When an id-token ends. Its signature is the API server's to check.

use stage_core::document::decode;

/// The end of a token, in seconds since 1970; none if it is no such token.
pub(super) fn expires(token: &str) -> Option<i64> {
    let claims = token.split('.').nth(1)?;
    // Its alphabet is the one for addresses, without padding.
    let mut base64 = claims.trim_end_matches('=').replace('-', "+").replace('_', "/");
    while !base64.len().is_multiple_of(4) {
        base64.push('=');
    }
    let claims: serde_json::Value = serde_json::from_str(&decode(&base64)?).ok()?;
    let end = claims.get("exp")?;
    #[allow(clippy::cast_possible_truncation, reason = "some issuers write 1.7e9; it saturates")]
    end.as_i64().or_else(|| end.as_f64().map(|end| end as i64))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use stage_core::document::encode;

    /// A token that ends then.
    pub(crate) fn token(claims: &str) -> String {
        let part = encode(claims).trim_end_matches('=').replace('+', "-").replace('/', "_");
        format!("e30.{part}.signature")
    }

    #[test]
    fn the_end_of_a_token_is_read_and_what_is_none_has_none() {
        assert_eq!(expires(&token(r#"{"exp": 1700000000, "sub": "ü?>"}"#)), Some(1_700_000_000));
        assert_eq!(expires(&token(r#"{"exp":1.7e9}"#)), Some(1_700_000_000));
        for bad in ["", "a.b.c", &token("{}"), &token("[1]"), &token(r#"{"exp":"soon"}"#)] {
            assert_eq!(expires(bad), None, "{bad}");
        }
    }
}
