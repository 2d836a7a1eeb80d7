Feature: Retry

  Scenario: A fault that passes is tried again
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded:
          try: [{ send: { call: http, with: { method: post, endpoint: 'http://svc.test/flaky/2/503' }, output: { as: '{ sent: true }' } } }]
          catch: { retry: { delay: { milliseconds: 5 }, limit: { attempt: { count: 2 } } } }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    sent: true
    """
    And the calls should be 'POST /flaky/2/503', 'POST /flaky/2/503', 'POST /flaky/2/503'

  Scenario: A fault that stays is raised when the count is reached
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded:
          try: [{ send: { call: http, with: { method: post, endpoint: 'http://svc.test/fail/503' }, output: { as: '{ sent: true }' } } }]
          catch: { retry: { delay: { milliseconds: 5 }, limit: { attempt: { count: 2 } } } }
    """
    When the workflow is executed
    Then the workflow should fault with status 503
    And the calls should be 'POST /fail/503', 'POST /fail/503', 'POST /fail/503'

  Scenario: A handler takes over when no retry is left
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded:
          try: [{ send: { call: http, with: { method: post, endpoint: 'http://svc.test/fail/503' }, output: { as: '{ sent: true }' } } }]
          catch: { retry: { delay: { milliseconds: 5 }, limit: { attempt: { count: 2 } } }, do: [{ handle: { set: { handled: '${ $error.status }' } } }] }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    handled: 503
    """

  Scenario: A fault that the filter leaves out is not tried again
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded:
          try: [{ send: { call: http, with: { method: post, endpoint: 'http://svc.test/fail/500' }, output: { as: '{ sent: true }' } } }]
          catch: { retry: { delay: { milliseconds: 5 }, limit: { attempt: { count: 2 } } }, errors: { with: { status: 503 } } }
    """
    When the workflow is executed
    Then the workflow should fault with status 500
    And the calls should be 'POST /fail/500'

  Scenario: A condition of the policy forbids the retry
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - guarded:
          try: [{ send: { call: http, with: { method: post, endpoint: 'http://svc.test/fail/503' }, output: { as: '{ sent: true }' } } }]
          catch: { retry: { delay: { milliseconds: 5 }, when: '$error.status == 500', limit: { attempt: { count: 2 } } } }
    """
    When the workflow is executed
    Then the workflow should fault with status 503
    And the calls should be 'POST /fail/503'

  Scenario: A policy by name backs off exponentially
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    use: { retries: { patient: { delay: { milliseconds: 5 }, backoff: { exponential: {} }, jitter: { from: PT0S, to: { milliseconds: 5 } }, limit: { duration: PT30S } } } }
    do:
      - guarded:
          try: [{ send: { call: http, with: { method: post, endpoint: 'http://svc.test/flaky/1/503' }, output: { as: '{ sent: true }' } } }]
          catch: { retry: patient }
    """
    When the workflow is executed
    Then the workflow should complete with output:
    """yaml
    sent: true
    """
