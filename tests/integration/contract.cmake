# The real program: held against api/openapi.yaml; killed while customers buy.
if(TARGET atelier)
  add_test(NAME contract COMMAND python3 -W ignore::DeprecationWarning ${CMAKE_CURRENT_LIST_DIR}/contract_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME orders_kill COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/orders_kill_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME webhooks COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/webhooks_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME documents_kill COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/documents_kill_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME provider_faults COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/provider_faults_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  # Nothing here waits long; the bound is for a machine that is busy with other tests.
  set_tests_properties(contract documents_kill orders_kill provider_faults webhooks PROPERTIES TIMEOUT 300)
endif()
