// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPayee} from "src/interfaces/IPayee.sol";
import {Payment} from "src/types/Payment.sol";

import {LedgerBase} from "./LedgerBase.sol";

/// @notice A payee that does nothing, so that a payment costs what the Ledger costs.
contract IdlePayee is IPayee {
    function onPayment(address, bytes32, uint256, uint256, bytes calldata) external pure returns (bytes4) {
        return IPayee.onPayment.selector;
    }
}

/// @notice What each verb costs as a transaction of its own (21,000 and calldata included), in steady state: every balance
/// touched is above zero before and after, the token's allowance is without limit. Written to snapshots/ledger.json.
/// forge-config: default.isolate = true
contract LedgerGasTest is LedgerBase {
    uint256 private constant FUNDS = 1_000_000e6;
    uint256 private constant AMOUNT = 100e6;

    IdlePayee private _idle;

    function setUp() public override {
        super.setUp();
        _idle = new IdlePayee();
        _fund(alice.account, FUNDS);
        _fund(bob.account, FUNDS);
        _fund(ledger.accountOf(alice.account, KEY), FUNDS);
        _fund(ledger.accountOf(address(_idle), KEY), FUNDS);
        token.mint(alice.account, FUNDS);
        token.mint(bob.account, FUNDS);
        issuer.issue(OPEN, alice.account, FUNDS);
        vm.startPrank(alice.account);
        token.approve(address(ledger), type(uint256).max);
        ledger.cancelNonce(0);
        vm.stopPrank();
    }

    function test_tokenTransfer() public {
        vm.prank(alice.account);
        token.transfer(bob.account, AMOUNT);
        _record("ERC-20 transfer outside the Ledger");
    }

    function test_transfer() public {
        vm.prank(alice.account);
        ledger.transfer(bob.account, id, AMOUNT);
        _record("transfer");
    }

    function test_deposit() public {
        vm.prank(alice.account);
        ledger.deposit(address(token), alice.account, AMOUNT, AMOUNT);
        _record("deposit");
    }

    function test_withdraw() public {
        vm.prank(alice.account);
        ledger.withdraw(address(token), alice.account, AMOUNT);
        _record("withdraw");
    }

    function test_pay() public {
        vm.prank(alice.account);
        ledger.pay(address(_idle), KEY, id, AMOUNT, "");
        _record("pay");
    }

    function test_payFor() public {
        Payment memory payment = Payment(alice.account, address(_idle), KEY, id, AMOUNT, 1, uint40(block.timestamp));
        bytes memory signature = _signCompact(alice, ledger.digestOf(payment, ""));

        vm.prank(bob.account);
        ledger.payFor(payment, "", signature);
        _record("payFor");
    }

    function test_move() public {
        vm.prank(alice.account);
        ledger.move(KEY, bob.account, id, AMOUNT);
        _record("move");
    }

    function test_issue() public {
        vm.prank(address(issuer));
        ledger.issue(OPEN, alice.account, AMOUNT);
        _record("issue");
    }

    function test_distribute() public {
        _distribute(2, "distribute to   2");
        _distribute(5, "distribute to   5");
        _distribute(10, "distribute to  10");
        _distribute(20, "distribute to  20");
        _distribute(100, "distribute to 100");
    }

    function _distribute(uint256 count, string memory name) private {
        (address[] memory to, uint256[] memory amounts) = (new address[](count), new uint256[](count));
        for (uint256 i; i < count; ++i) {
            to[i] = address(uint160(uint256(keccak256(abi.encode(i)))));
            amounts[i] = AMOUNT + i;
            _fund(to[i], FUNDS);
        }

        vm.prank(alice.account);
        ledger.distribute(KEY, id, to, amounts);
        _record(name);
    }

    function _record(string memory name) private {
        vm.snapshotGasLastCall("ledger", name);
    }
}
