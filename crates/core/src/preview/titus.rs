//! The description of a Titus job as Orca submits it to clouddriver
//! (orca-semantics §1.12).

use crate::java::{Data, Map, Order, Origin, Value};

/// Security groups that Orca adds to those of the stage.
const SECURITY_GROUPS: [&str; 2] = ["nf-infrastructure", "nf-datacenter"];

/// The operation for a stage's context: the context itself, what stands in
/// `cluster` over it, and what Orca adds. The user of the run comes with it.
pub(super) fn job_description(context: &Map) -> Value {
    let mut operation = context.clone().with_order(Order::Hash);
    if let Some(cluster) = context.get("cluster").and_then(Value::as_map) {
        for (key, value) in cluster.iter() {
            operation.insert(key.as_ref(), value.clone());
        }
    }
    operation.insert("cloudProvider", Value::text("titus", Origin::Orca("always so for Titus")));
    let mut groups = match operation.get("securityGroups").map(|groups| &groups.data) {
        Some(Data::List(groups)) => groups.clone(),
        _ => Vec::new(),
    };
    let added = Origin::Orca("security groups that every Titus job gets");
    groups.extend(SECURITY_GROUPS.map(|group| Value::text(group, added.clone())));
    operation.insert("securityGroups", Value::new(Data::List(groups), added));
    Data::Map(operation).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::java::{from_json, to_json};
    use serde_json::json;

    #[test]
    fn what_stands_in_the_cluster_is_the_jobs_own() {
        let context = from_json(&json!({
            "region": "eu", "cloudProvider": "x",
            "cluster": {"region": "us", "imageId": "a:1", "securityGroups": ["mine"]}
        }));
        assert_eq!(
            to_json(&job_description(context.as_map().unwrap())),
            json!({
                "region": "us", "cloudProvider": "titus", "imageId": "a:1",
                "securityGroups": ["mine", "nf-infrastructure", "nf-datacenter"],
                "cluster": {"region": "us", "imageId": "a:1", "securityGroups": ["mine"]}
            })
        );
    }
}
