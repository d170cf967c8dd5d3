// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Payments} from "src/Payments.sol";

import {PaymentsBase} from "./PaymentsBase.t.sol";

// redeem
// ├── when this contract does not stand behind the units: it reverts
// ├── when the holder has not approved it, or has too little: it reverts
// └── else: it destroys the units, counts them as in flight, and emits UnitsRedeemed
contract PaymentsRedeemTest is PaymentsBase {
    function setUp() public override {
        super.setUp();
        _issue(_plain());
    }

    function testFuzz_redeems(uint128 amount, bytes32 memo) public {
        amount = uint128(bound(amount, 0, 1000));
        vm.startPrank(alice.account);
        ledger.approve(address(payments), id, amount);

        vm.expectEmit(address(payments));
        emit Payments.UnitsRedeemed(id, alice.account, amount, memo);
        payments.redeem(id, amount, memo);

        assertEq(_heldBy(alice.account), 1000 - amount);
        assertEq(ledger.totalSupply(id), 1000 - amount);
        assertEq(abi.encode(payments.totalsOf(id)), abi.encode(0, amount));
        _assertBalanced(1000);
    }

    function testFuzz_reverts_whenNotOurUnits(uint256 foreign) public {
        vm.assume(address(uint160(foreign)) != address(payments));

        vm.expectRevert(abi.encodeWithSelector(Payments.NotOurUnits.selector, foreign));
        payments.redeem(foreign, 1, "memo");
    }

    function test_reverts_whenNotApproved() public {
        vm.prank(alice.account);
        vm.expectRevert(ERC6909.InsufficientPermission.selector);
        payments.redeem(id, 1, "memo");
    }

    function test_reverts_whenNotHeld() public {
        vm.startPrank(bob.account);
        ledger.approve(address(payments), id, 1);

        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        payments.redeem(id, 1, "memo");
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        vm.prank(alice.account);
        ledger.setOperator(address(payments), true);
        vm.prank(alice.account);
        payments.redeem(id, 1, "memo");
        vm.prank(alice.account);
        payments.redeem(id, 1, "memo");
        vm.snapshotGasLastCall("payments", "redeem");
    }
}
