//! What the pod's forms wish, for the core.

use stage_core::author::pod::{
    Bulk, Check, How, Kept, Mount, Neighbour, NodeRule, Source, Strength, Toleration, ValueFrom,
    Volume, Wish,
};
use stage_wire::{
    CheckHow, CommandError, KeptIn, PodCheck, PodWish, VariableSource, VolumeMount, VolumeSource,
};

use super::edit::path;

/// A form's wish.
pub(crate) fn wish(wish: PodWish) -> Result<Wish, CommandError> {
    Ok(match wish {
        PodWish::AddVolume { name, source, mounts } => Wish::AddVolume(Volume {
            name,
            source: self::source(source),
            mounts: mounts.into_iter().map(mount).collect::<Result<_, _>>()?,
        }),
        PodWish::RenameVolume { index, to } => Wish::RenameVolume { index: index as usize, to },
        PodWish::ChangeVolume { index, source } => {
            Wish::ChangeVolume { index: index as usize, source: self::source(source) }
        }
        PodWish::RemoveVolume { index } => Wish::RemoveVolume { index: index as usize },
        PodWish::Mount { volume, mount } => Wish::Mount { volume, mount: self::mount(mount)? },
        PodWish::Variable { container, index, name, from } => Wish::Variable {
            container: path(&container)?,
            index: index.map(|index| index as usize),
            name,
            from: variable(from),
        },
        PodWish::RenameVariable { container, index, to } => {
            Wish::RenameVariable { container: path(&container)?, index: index as usize, to }
        }
        PodWish::AddAll { container, kept: held, name, prefix, optional } => Wish::AddAll {
            container: path(&container)?,
            from: Bulk { kept: kept(held), name, prefix, optional },
        },
        PodWish::Check { container, which, how } => Wish::Check {
            container: path(&container)?,
            which: match which {
                PodCheck::Startup => Check::Startup,
                PodCheck::Liveness => Check::Liveness,
                PodCheck::Readiness => Check::Readiness,
            },
            how: how.map(self::how),
        },
        PodWish::Tolerate { key, value, effect, seconds } => {
            let seconds = seconds.map(i64::from);
            Wish::Tolerate(Toleration { key, value, effect, seconds })
        }
        PodWish::Node { weight, key, operator, values } => {
            Wish::Node(NodeRule { strength: strength(weight), key, operator, values })
        }
        PodWish::Neighbour { apart, weight, key, value, topology } => {
            let strength = strength(weight);
            Wish::Neighbour(Neighbour { apart, strength, key, value, topology })
        }
        PodWish::Restrict => Wish::Restrict,
    })
}

fn strength(weight: Option<u8>) -> Strength {
    weight.map_or(Strength::Needed, Strength::Liked)
}

fn mount(mount: VolumeMount) -> Result<Mount, CommandError> {
    let VolumeMount { container, path: folder, sub_path, read_only } = mount;
    Ok(Mount { container: path(&container)?, path: folder, sub_path, read_only })
}

fn source(source: VolumeSource) -> Source {
    match source {
        VolumeSource::EmptyDir { memory, limit } => Source::Empty { memory, limit },
        VolumeSource::Secret { name, optional } => Source::Secret { name, optional },
        VolumeSource::ConfigMap { name, optional } => Source::ConfigMap { name, optional },
        VolumeSource::PersistentVolumeClaim { name, read_only } => {
            Source::Claim { name, read_only }
        }
        VolumeSource::Ephemeral { size, class } => Source::Ephemeral { size, class },
        VolumeSource::Nfs { server, path } => Source::Nfs { server, path },
        VolumeSource::HostPath { path } => Source::HostPath { path },
        VolumeSource::Projected { audience, path } => Source::Token { audience, path },
    }
}

fn kept(kept: KeptIn) -> Kept {
    match kept {
        KeptIn::Secret => Kept::Secret,
        KeptIn::ConfigMap => Kept::ConfigMap,
    }
}

fn variable(from: VariableSource) -> ValueFrom {
    match from {
        VariableSource::Text { value } => ValueFrom::Text(value),
        VariableSource::Key { kept: held, name, key, optional } => {
            ValueFrom::Key { kept: kept(held), name, key, optional }
        }
        VariableSource::Field { path } => ValueFrom::Field(path),
        VariableSource::Resource { name } => ValueFrom::Resource(name),
    }
}

fn how(how: CheckHow) -> How {
    match how {
        CheckHow::Exec { command } => How::Command(command),
        CheckHow::HttpGet { path, port, secure } => How::Http { path, port, secure },
        CheckHow::TcpSocket { port } => How::Tcp(port),
        CheckHow::Grpc { port } => How::Grpc(port),
    }
}
