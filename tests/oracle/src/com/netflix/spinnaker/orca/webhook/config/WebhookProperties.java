package com.netflix.spinnaker.orca.webhook.config;

import com.netflix.spinnaker.orca.api.preconfigured.jobs.PreconfiguredStageParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Custom webhook stages: classes with the properties of Orca's, which is not in Maven Central. */
public class WebhookProperties {
  private List<PreconfiguredWebhook> preconfigured = new ArrayList<>();

  public List<PreconfiguredWebhook> getPreconfigured() {
    return preconfigured;
  }

  public void setPreconfigured(List<PreconfiguredWebhook> value) {
    preconfigured = value;
  }

  /** Where the status is asked for. */
  public enum StatusUrlResolution {
    getMethod,
    locationHeader,
    webhookResponse
  }

  /** One stage. */
  public static class PreconfiguredWebhook {
    private boolean enabled = true;
    private String label;
    private String description;
    private String type;
    private List<PreconfiguredStageParameter> parameters;
    private String url;
    private Map<String, List<String>> customHeaders;
    private Map<String, List<String>> sensitiveHeaders;
    private Map<String, String> parameterValues;
    private Map<String, Map<String, String>> parameterData;
    private HttpMethod method;
    private String payload;
    private List<Integer> failFastStatusCodes;
    private Boolean waitForCompletion;
    private StatusUrlResolution statusUrlResolution;
    private String statusUrlJsonPath;
    private String statusJsonPath;
    private String progressJsonPath;
    private String successStatuses;
    private String canceledStatuses;
    private String terminalStatuses;
    private Map<String, List<String>> permissions;
    private Boolean signalCancellation;
    private String cancelEndpoint;
    private HttpMethod cancelMethod;
    private String cancelPayload;
    private Integer waitBeforeMonitor;
    private List<Integer> retryStatusCodes;

    public boolean isEnabled() {
      return enabled;
    }

    public void setEnabled(boolean value) {
      enabled = value;
    }

    public String getLabel() {
      return label;
    }

    public void setLabel(String value) {
      label = value;
    }

    public String getDescription() {
      return description;
    }

    public void setDescription(String value) {
      description = value;
    }

    public String getType() {
      return type;
    }

    public void setType(String value) {
      type = value;
    }

    public List<PreconfiguredStageParameter> getParameters() {
      return parameters;
    }

    public void setParameters(List<PreconfiguredStageParameter> value) {
      parameters = value;
    }

    public String getUrl() {
      return url;
    }

    public void setUrl(String value) {
      url = value;
    }

    public Map<String, List<String>> getCustomHeaders() {
      return customHeaders;
    }

    public void setCustomHeaders(Map<String, List<String>> value) {
      customHeaders = value;
    }

    public Map<String, List<String>> getSensitiveHeaders() {
      return sensitiveHeaders;
    }

    public void setSensitiveHeaders(Map<String, List<String>> value) {
      sensitiveHeaders = value;
    }

    public Map<String, String> getParameterValues() {
      return parameterValues;
    }

    public void setParameterValues(Map<String, String> value) {
      parameterValues = value;
    }

    public Map<String, Map<String, String>> getParameterData() {
      return parameterData;
    }

    public void setParameterData(Map<String, Map<String, String>> value) {
      parameterData = value;
    }

    public HttpMethod getMethod() {
      return method;
    }

    public void setMethod(HttpMethod value) {
      method = value;
    }

    public String getPayload() {
      return payload;
    }

    public void setPayload(String value) {
      payload = value;
    }

    public List<Integer> getFailFastStatusCodes() {
      return failFastStatusCodes;
    }

    public void setFailFastStatusCodes(List<Integer> value) {
      failFastStatusCodes = value;
    }

    public Boolean getWaitForCompletion() {
      return waitForCompletion;
    }

    public void setWaitForCompletion(Boolean value) {
      waitForCompletion = value;
    }

    public StatusUrlResolution getStatusUrlResolution() {
      return statusUrlResolution;
    }

    public void setStatusUrlResolution(StatusUrlResolution value) {
      statusUrlResolution = value;
    }

    public String getStatusUrlJsonPath() {
      return statusUrlJsonPath;
    }

    public void setStatusUrlJsonPath(String value) {
      statusUrlJsonPath = value;
    }

    public String getStatusJsonPath() {
      return statusJsonPath;
    }

    public void setStatusJsonPath(String value) {
      statusJsonPath = value;
    }

    public String getProgressJsonPath() {
      return progressJsonPath;
    }

    public void setProgressJsonPath(String value) {
      progressJsonPath = value;
    }

    public String getSuccessStatuses() {
      return successStatuses;
    }

    public void setSuccessStatuses(String value) {
      successStatuses = value;
    }

    public String getCanceledStatuses() {
      return canceledStatuses;
    }

    public void setCanceledStatuses(String value) {
      canceledStatuses = value;
    }

    public String getTerminalStatuses() {
      return terminalStatuses;
    }

    public void setTerminalStatuses(String value) {
      terminalStatuses = value;
    }

    public Map<String, List<String>> getPermissions() {
      return permissions;
    }

    public void setPermissions(Map<String, List<String>> value) {
      permissions = value;
    }

    public Boolean getSignalCancellation() {
      return signalCancellation;
    }

    public void setSignalCancellation(Boolean value) {
      signalCancellation = value;
    }

    public String getCancelEndpoint() {
      return cancelEndpoint;
    }

    public void setCancelEndpoint(String value) {
      cancelEndpoint = value;
    }

    public HttpMethod getCancelMethod() {
      return cancelMethod;
    }

    public void setCancelMethod(HttpMethod value) {
      cancelMethod = value;
    }

    public String getCancelPayload() {
      return cancelPayload;
    }

    public void setCancelPayload(String value) {
      cancelPayload = value;
    }

    public Integer getWaitBeforeMonitor() {
      return waitBeforeMonitor;
    }

    public void setWaitBeforeMonitor(Integer value) {
      waitBeforeMonitor = value;
    }

    public List<Integer> getRetryStatusCodes() {
      return retryStatusCodes;
    }

    public void setRetryStatusCodes(List<Integer> value) {
      retryStatusCodes = value;
    }

    /** Only read: a file that gives it stops Orca. */
    public List<String> getPreconfiguredProperties() {
      return List.of();
    }

    /** What is set, as it is compared. */
    public Map<String, Object> shown() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("enabled", enabled);
      all.put("label", label);
      all.put("description", description);
      all.put("type", type);
      all.put("parameters", parameters);
      all.put("url", url);
      all.put("customHeaders", customHeaders);
      all.put("sensitiveHeaders", sensitiveHeaders);
      all.put("parameterValues", parameterValues);
      all.put("parameterData", parameterData);
      all.put("method", method == null ? null : method.name());
      all.put("payload", payload);
      all.put("failFastStatusCodes", failFastStatusCodes);
      all.put("waitForCompletion", waitForCompletion);
      all.put("statusUrlResolution", statusUrlResolution == null ? null : statusUrlResolution.name());
      all.put("statusUrlJsonPath", statusUrlJsonPath);
      all.put("statusJsonPath", statusJsonPath);
      all.put("progressJsonPath", progressJsonPath);
      all.put("successStatuses", successStatuses);
      all.put("canceledStatuses", canceledStatuses);
      all.put("terminalStatuses", terminalStatuses);
      all.put("permissions", permissions);
      all.put("signalCancellation", signalCancellation);
      all.put("cancelEndpoint", cancelEndpoint);
      all.put("cancelMethod", cancelMethod == null ? null : cancelMethod.name());
      all.put("cancelPayload", cancelPayload);
      all.put("waitBeforeMonitor", waitBeforeMonitor);
      all.put("retryStatusCodes", retryStatusCodes);
      return all;
    }
  }
}
