Feature: Timeout

  Scenario: A wait that takes too long
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - rest: { wait: PT1H, timeout: { after: { milliseconds: 20 } } }
    """
    When the workflow is executed
    Then the workflow should fault with status 408

  Scenario: A block that takes too long
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - block: { timeout: { after: { milliseconds: 20 } }, do: [{ rest: { wait: PT1H } }] }
    """
    When the workflow is executed
    Then the workflow should fault with status 408

  Scenario: A timeout by name
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    use: { timeouts: { short: { after: { milliseconds: 20 } } } }
    do:
      - rest: { wait: PT1H, timeout: short }
    """
    When the workflow is executed
    Then the workflow should fault with status 408

  Scenario: A timeout can be caught
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded: { try: [{ rest: { wait: PT1H, timeout: { after: { milliseconds: 20 } } } }], catch: { errors: { with: { status: 408 } }, do: [{ note: { set: { late: true } } }] } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    late: true
    """

  Scenario: A task in time knows nothing of its timeout
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - rest: { wait: { milliseconds: 1 }, timeout: { after: PT1M } }
    """
    And given the workflow input is:
    """yaml
    x: 1
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    x: 1
    """

  Scenario: A workflow that takes too long
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    timeout: { after: { milliseconds: 50 } }
    do:
      - rest: { wait: PT1H }
    """
    When the workflow is executed
    Then the workflow should end as timed_out
