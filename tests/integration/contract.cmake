# The real program: held against api/openapi.yaml; killed while customers buy; with many more buyers than pieces.
if(TARGET atelier)
  add_test(NAME contract COMMAND python3 -W ignore::DeprecationWarning ${CMAKE_CURRENT_LIST_DIR}/contract_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME orders_kill COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/orders_kill_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_executable(release_buyers ${CMAKE_CURRENT_LIST_DIR}/release_buyers.cpp)
  target_compile_options(release_buyers PRIVATE ${ATELIER_WARNINGS})
  add_dependencies(release_buyers atelier)
  add_test(NAME limited_release COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/limited_release_test.py $<TARGET_FILE:atelier> $<TARGET_FILE:release_buyers>
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  add_test(NAME webhooks COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/webhooks_test.py $<TARGET_FILE:atelier> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  # Nothing here waits long; the bound is for a machine that is busy with other tests.
  set_tests_properties(contract limited_release orders_kill webhooks PROPERTIES TIMEOUT 300)
endif()
