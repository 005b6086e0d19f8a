file(GLOB courier_suite CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/couriers/*.cpp)
add_executable(courier_conformance_test ${courier_suite})
target_link_libraries(courier_conformance_test PRIVATE atelier_courier_sandbox atelier_courier_http atelier_sandbox atelier_storage_memory atelier_security
                      atelier_http GTest::gmock GTest::gtest_main)
target_compile_options(courier_conformance_test PRIVATE ${ATELIER_WARNINGS})
add_test(NAME courier_conformance COMMAND courier_conformance_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
