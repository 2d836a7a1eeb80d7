Feature: Compensate

  Scenario: What was done is undone in reverse order
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { call: http, with: { method: post, endpoint: 'http://svc.test/a' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/a' } } }] } }
      - b: { call: http, with: { method: post, endpoint: 'http://svc.test/b' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/b' } } }] } }
      - no: { raise: { error: { type: 'https://x.test/e', status: 400 } } }
    """
    When the workflow is executed
    Then the workflow should end as compensated
    And the calls should be 'POST /a', 'POST /b', 'POST /undo/b', 'POST /undo/a'

  Scenario: A call that was refused has done nothing
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { call: http, with: { method: post, endpoint: 'http://svc.test/a' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/a' } } }] } }
      - b: { call: http, with: { method: post, endpoint: 'http://svc.test/fail/400' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/fail/400' } } }] } }
    """
    When the workflow is executed
    Then the workflow should end as compensated
    And the calls should be 'POST /a', 'POST /fail/400', 'POST /undo/a'

  Scenario: A call whose answer was lost is undone
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - b: { call: http, with: { method: post, endpoint: 'http://svc.test/fail/502' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/fail/502' } } }] } }
    """
    When the workflow is executed
    Then the workflow should end as compensated
    And the calls should be 'POST /fail/502', 'POST /undo/fail/502'

  Scenario: Nothing is undone when all goes well
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { call: http, with: { method: post, endpoint: 'http://svc.test/a' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/a' } } }] } }
    """
    When the workflow is executed
    Then the workflow should complete
    And the calls should be 'POST /a'

  Scenario: A condition keeps a compensation from running
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { call: http, with: { method: post, endpoint: 'http://svc.test/a' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/a' } } }], when: '$output.never' } }
      - no: { raise: { error: { type: 'https://x.test/e', status: 400 } } }
    """
    When the workflow is executed
    Then the workflow should end as compensated
    And the calls should be 'POST /a'

  Scenario: A compensation that fails does not keep the others from running
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - a: { call: http, with: { method: post, endpoint: 'http://svc.test/a' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/a' } } }] } }
      - b: { call: http, with: { method: post, endpoint: 'http://svc.test/b' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/fail/500' } } }], retry: { limit: { attempt: { count: 0 } } } } }
      - no: { raise: { error: { type: 'https://x.test/e', status: 400 } } }
    """
    When the workflow is executed
    Then the workflow should end as compensation_failed
    And the calls should be 'POST /a', 'POST /b', 'POST /undo/fail/500', 'POST /undo/a'

  Scenario: The compensation of a block comes after those of what it holds
    Given a workflow with definition:
    """yaml
    document: { dsl: '1.0.3', namespace: test, name: feature, version: '1.0.0' }
    do:
      - block: { do: [{ a: { call: http, with: { method: post, endpoint: 'http://svc.test/a' }, compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/a' } } }] } } }], compensate: { do: [{ undo: { call: http, with: { method: post, endpoint: 'http://svc.test/undo/block' } } }] } }
      - no: { raise: { error: { type: 'https://x.test/e', status: 400 } } }
    """
    When the workflow is executed
    Then the workflow should end as compensated
    And the calls should be 'POST /a', 'POST /undo/a', 'POST /undo/block'
