package com.netflix.spinnaker.orca.clouddriver.config;

import com.netflix.spinnaker.orca.api.preconfigured.jobs.PreconfiguredJobStageProperties;
import io.kubernetes.client.openapi.models.V1Job;
import java.util.ArrayList;
import java.util.List;

/** A custom job stage of the Kubernetes provider: Orca's base class and three fields more. */
public class KubernetesPreconfiguredJobProperties extends PreconfiguredJobStageProperties {
  private String account;
  private String application;
  private V1Job manifest;

  public KubernetesPreconfiguredJobProperties() {
    setProducesArtifacts(true);
  }

  @Override
  public List<String> getOverridableFields() {
    List<String> names = new ArrayList<>(List.of("account", "manifest", "application"));
    names.addAll(super.getOverridableFields());
    return names;
  }

  public String getAccount() {
    return account;
  }

  public void setAccount(String value) {
    account = value;
  }

  public String getApplication() {
    return application;
  }

  public void setApplication(String value) {
    application = value;
  }

  public V1Job getManifest() {
    return manifest;
  }

  public void setManifest(V1Job value) {
    manifest = value;
  }
}
